/** Reads a field of a JSON object that others wrote: a value of another kind counts as absent. */
export class JsonFields {
  private readonly fields: Record<string, unknown>;

  constructor(value: unknown) {
    this.fields = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  }

  /** @throws SyntaxError when the text is no JSON. */
  static parse(text: string): JsonFields {
    return new JsonFields(JSON.parse(text));
  }

  text(key: string): string | null {
    const value = this.fields[key];
    return typeof value === 'string' ? value : null;
  }

  number(key: string): number | null {
    const value = this.fields[key];
    return typeof value === 'number' && Number.isFinite(value) ? value : null;
  }

  /** An object without fields where there is none. */
  object(key: string): JsonFields {
    return new JsonFields(this.fields[key]);
  }

  entries(): [key: string, value: JsonFields][] {
    return Object.entries(this.fields).map(([key, value]) => [key, new JsonFields(value)]);
  }

  numbers(): Record<string, number> {
    return Object.fromEntries(Object.entries(this.fields).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
  }
}
