'use strict'
/** Stands in a bundle for packages that are loaded and never called: a call is an error that says of what. */
module.exports = new Proxy(
  {},
  {
    get(_, name) {
      throw new Error(`${String(name)} is of a package that is left out of this bundle, since nothing called it`)
    },
  },
)
