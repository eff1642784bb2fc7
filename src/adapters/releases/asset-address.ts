/** The address of one asset, which is valid for some minutes and is requested again as often as needed. */
import type { AssetAddress } from '../../ports/release.ts'

export interface AddressBook {
  /** @returns the current address; a fresh one if there is none. */
  current(): Promise<AssetAddress>
  /** Drops an address that is no longer valid. */
  drop(address: AssetAddress): void
}

/** @returns a book that requests share: one address, and one call for the next. */
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
