/** Writes a file of this step on this machine. @returns its path. Throws an ActionError if it cannot be written */
export type Scratch<Content extends string | Uint8Array = string> = (content: Content) => Promise<string>
