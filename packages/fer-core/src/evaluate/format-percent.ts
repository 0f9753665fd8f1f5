/** A share in [0, 1] for a reader: `"66.1 %"`; a dash where there is none. */
export function formatPercent(share: number | null | undefined): string {
  return share === null || share === undefined || !Number.isFinite(share) ? '–' : `${(share * 100).toFixed(1)} %`;
}
