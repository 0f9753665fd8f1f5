import type { IJupyterLabPageFixture } from '@jupyterlab/galata';

/** The smallest contrast (WCAG 2) between text and ground of the elements that a selector finds; 4.5 is called readable. */
export function contrast(page: IJupyterLabPageFixture, selector: string): Promise<number> {
  return page.evaluate((wanted) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    const context = canvas.getContext('2d', { willReadFrequently: true })!;
    /** Paints colours one over the other, as the page does, and gives the luminance of the result. */
    const luminance = (colors: string[]): number => {
      for (const color of ['white', ...colors]) {
        context.fillStyle = color;
        context.fillRect(0, 0, 1, 1);
      }
      const [red, green, blue] = [...context.getImageData(0, 0, 1, 1).data].map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrasts = [...document.querySelectorAll(wanted)].map((element) => {
      const grounds: string[] = [];
      for (let node: Element | null = element; node !== null; node = node.parentElement) grounds.unshift(getComputedStyle(node).backgroundColor);
      const [light, dark] = [luminance(grounds), luminance([...grounds, getComputedStyle(element).color])].sort((one, other) => other - one);
      return (light + 0.05) / (dark + 0.05);
    });
    return Math.min(...contrasts);
  }, selector);
}
