/** Raised in a cell that was interrupted; named as Python's, so that front ends know it. */
export class KeyboardInterrupt extends Error {
  override readonly name = 'KeyboardInterrupt';

  constructor() {
    super('the cell was interrupted');
  }
}
