/** Colours that are told apart by number; the style sheet knows more, but these differ most. */
export const DISTINCT_COLORS = 7;

/** The style sheet's colours by number (`data-fer-color`), as plotly reads them, in the theme that is on now. */
export function categoryColors(count: number): string[] {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const probe = document.createElement('span');
  probe.hidden = true;
  probe.style.color = 'var(--fer-color)';
  document.body.append(probe);
  try {
    return Array.from({ length: count }, (_, index) => {
      probe.dataset.ferColor = String(index);
      // Mixed colours are computed by painting them: plotly does not read `color(srgb …)`.
      context.fillStyle = getComputedStyle(probe).color;
      context.fillRect(0, 0, 1, 1);
      const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
      return `rgb(${red},${green},${blue})`;
    });
  } finally {
    probe.remove();
  }
}
