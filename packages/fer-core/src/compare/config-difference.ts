/** Settings that are not the same in all runs, by their path (`optimizer.name`); a value a run, `undefined` where it has none. */
export type ConfigDifference = { path: string; values: unknown[] }[];

/**
 * Compares configurations setting by setting. Lists are compared as a whole.
 * @param configs one a run; `null` counts as one without settings
 * @returns differing settings in alphabetical order
 */
export function configDifference(configs: readonly (Record<string, unknown> | null)[]): ConfigDifference {
  const flat = configs.map((config) => flatten(config ?? {}));
  const paths = [...new Set(flat.flatMap((settings) => [...settings.keys()]))].sort();
  return paths
    .map((path) => ({ path, values: flat.map((settings) => settings.get(path)) }))
    .filter(({ values }) => values.some((value) => JSON.stringify(value) !== JSON.stringify(values[0])));
}

function flatten(value: object, prefix = ''): Map<string, unknown> {
  const settings = new Map<string, unknown>();
  for (const [key, inner] of Object.entries(value) as [string, unknown][]) {
    const isGroup = typeof inner === 'object' && inner !== null && !Array.isArray(inner) && Object.keys(inner).length > 0;
    if (isGroup) flatten(inner, `${prefix}${key}.`).forEach((each, path) => settings.set(path, each));
    else settings.set(prefix + key, inner);
  }
  return settings;
}
