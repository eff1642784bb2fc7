/** The address of one asset, which lives for some minutes and is asked for again as often as needed. */
import type { AssetAddress } from '../../ports/release.ts'

export interface AddressBook {
  /** @returns the address that is used now; a fresh one where there is none. */
  current(): Promise<AssetAddress>
  /** This one is not good any more. */
  drop(address: AssetAddress): void
}

/** @returns a book that requests share: one address, and one question for the next. */
export function createAddressBook(ask: () => Promise<AssetAddress>): AddressBook {
  let asked: Promise<AssetAddress> | undefined
  let known: AssetAddress | undefined
  return {
    async current() {
      asked ??= ask()
      known = await asked
      return known
    },
    drop(address) {
      if (known === address) asked = undefined
    },
  }
}
