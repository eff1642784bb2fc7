/** Stands in a bundle for undici: the toolkit makes a dispatcher of it for a fetch that is replaced. */
export class ProxyAgent {}

export function fetch() {
  throw new Error('The fetch of undici is left out of this bundle, since nothing called it')
}
