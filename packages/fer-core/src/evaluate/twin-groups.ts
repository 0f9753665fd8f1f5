/**
 * Joins pairs of twin images into groups: twins of twins belong together.
 * @param pairs indices below `count`
 * @param count number of images
 * @returns groups of at least two indices, each in ascending order, by their first
 */
export function twinGroups(pairs: readonly { readonly first: number; readonly second: number }[], count: number): number[][] {
  const parent = Int32Array.from({ length: count }, (_, image) => image);
  const root = (image: number): number => {
    while (parent[image] !== image) image = parent[image] = parent[parent[image]];
    return image;
  };
  for (const { first, second } of pairs) {
    const [a, b] = [root(first), root(second)];
    parent[Math.max(a, b)] = Math.min(a, b);
  }
  const groups = new Map<number, number[]>();
  for (let image = 0; image < count; image++) {
    const group = groups.get(root(image));
    if (group) group.push(image);
    else groups.set(root(image), [image]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
