import { InputError } from '../input-error';

/** The wire version of every view payload in this release; a payload without `version` is of this one. */
export const VIEW_VERSION = 1;

/**
 * Reads one JSON object field by field and says in one line which field is wrong, what was expected and what was found.
 * It stands in for a schema library because it travels into the browser with every renderer.
 */
export class PayloadReader {
  private readonly fields: Record<string, unknown>;

  constructor(
    private readonly view: string,
    value: unknown,
    private readonly path = '',
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new InputError(
        `${view} view: expected ${path || 'the payload'} to be an object, got ${describe(value)}`,
      );
    }
    this.fields = value as Record<string, unknown>;
  }

  /** @throws InputError when the payload was written by a release that came after this one. */
  checkVersion(): void {
    const version = this.optional('version', (key) => this.integer(key, 1)) ?? VIEW_VERSION;
    if (version > VIEW_VERSION) {
      throw new InputError(
        `${this.view} view: expected version ${VIEW_VERSION}, got ${version}; a newer FER Workbench made this output, update to see it`,
      );
    }
  }

  text(key: string): string {
    const value = this.fields[key];
    return typeof value === 'string' ? value : this.wrong(key, 'a text', value);
  }

  /** Bytes as base64. */
  base64(key: string): string {
    const text = this.text(key);
    return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? text : this.wrong(key, 'base64', text.slice(0, 20));
  }

  /** A share in [0, 1]. */
  share(key: string): number {
    const value = this.number(key);
    return value >= 0 && value <= 1 ? value : this.wrong(key, 'a number from 0 to 1', value);
  }

  /** Lower and upper bound. */
  interval(key: string): [low: number, high: number] {
    return this.numbers(key, 2) as [number, number];
  }

  /** Points (x, y). */
  points(key: string, length?: number): [x: number, y: number][] {
    return this.rows(key, length).map((row) => row.numbers('row', 2) as [number, number]);
  }

  number(key: string): number {
    const value = this.fields[key];
    return typeof value === 'number' && Number.isFinite(value) ? value : this.wrong(key, 'a number', value);
  }

  /** A number, or null where there is none to tell: JSON has neither NaN nor infinity. */
  numberOrNull(key: string): number | null {
    return this.fields[key] === null || this.fields[key] === undefined ? null : this.number(key);
  }

  integer(key: string, least = 0): number {
    const value = this.fields[key];
    return Number.isInteger(value) && (value as number) >= least
      ? (value as number)
      : this.wrong(key, `a whole number of at least ${least}`, value);
  }

  oneOf<Choice extends string>(key: string, choices: readonly Choice[]): Choice {
    const value = this.fields[key];
    return choices.includes(value as Choice) ? (value as Choice) : this.wrong(key, choices.join(' or '), value);
  }

  object(key: string): PayloadReader {
    return new PayloadReader(this.view, this.fields[key], this.at(key));
  }

  objects<Item>(key: string, read: (item: PayloadReader) => Item): Item[] {
    return this.list(key).map((item, index) =>
      read(new PayloadReader(this.view, item, `${this.at(key)}[${index}]`)),
    );
  }

  /** A matrix by rows; each row is read through the reader's field `row`. */
  rows(key: string, length?: number): PayloadReader[] {
    return this.list(key, length).map(
      (row, index) => new PayloadReader(this.view, { row }, `${this.at(key)}[${index}]`),
    );
  }

  /** Every field as it came. */
  all(): Record<string, unknown> {
    return this.fields;
  }

  texts(key: string, length?: number): string[] {
    return this.list(key, length).map((item, index) =>
      typeof item === 'string' ? item : this.wrong(`${key}[${index}]`, 'a text', item),
    );
  }

  numbers(key: string, length?: number): number[] {
    return this.list(key, length).map((item, index) =>
      typeof item === 'number' && Number.isFinite(item) ? item : this.wrong(`${key}[${index}]`, 'a number', item),
    );
  }

  /** Indices into a list of `below` entries. */
  indices(key: string, below: number, length?: number): number[] {
    return this.list(key, length).map((item, index) =>
      Number.isInteger(item) && (item as number) >= 0 && (item as number) < below
        ? (item as number)
        : this.wrong(`${key}[${index}]`, `a whole number from 0 to ${below - 1}`, item),
    );
  }

  /** Such indices, null where an entry has none. */
  indicesOrNull(key: string, below: number, length?: number): (number | null)[] {
    const values = this.list(key, length);
    const read = new PayloadReader(this.view, { [key]: values.map((value) => value ?? 0) }, this.path).indices(key, below);
    return values.map((value, index) => (value === null ? null : read[index]!));
  }

  /** An index into a list of `below` entries. */
  index(key: string, below: number): number {
    const value = this.integer(key);
    return value < below ? value : this.wrong(key, `a whole number from 0 to ${below - 1}`, value);
  }

  list(key: string, length?: number): unknown[] {
    const value = this.fields[key];
    if (!Array.isArray(value)) return this.wrong(key, 'a list', value);
    return length === undefined || value.length === length
      ? value
      : this.wrong(key, `a list of ${length}`, `a list of ${value.length}`, true);
  }

  optional<Value>(key: string, read: (key: string) => Value): Value | undefined {
    return this.fields[key] === undefined || this.fields[key] === null ? undefined : read(key);
  }

  private at(key: string): string {
    return this.path ? `${this.path}.${key}` : key;
  }

  private wrong(key: string, expected: string, got: unknown, described = false): never {
    throw new InputError(
      `${this.view} view: expected ${this.at(key)} to be ${expected}, got ${described ? String(got) : describe(got)}`,
    );
  }
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return JSON.stringify(value);
}
