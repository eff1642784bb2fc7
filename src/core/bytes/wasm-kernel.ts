/** Runs the WebAssembly modules that are put together with wasm-code.ts. */

/** The part of the global that is used: neither the types of the language nor those of Node have it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  readonly Instance: new (module: object) => { readonly exports: object }
}

/** What such a module exports, besides its functions. */
export interface WithMemory {
  readonly memory: { readonly buffer: ArrayBuffer }
}

/** @returns what the module exports, as its builder says. Throws if this machine cannot run it. */
export function loadKernel<Kernel extends WithMemory>(module: Uint8Array<ArrayBuffer>): Kernel {
  return new WebAssembly.Instance(new WebAssembly.Module(module)).exports as Kernel
}
