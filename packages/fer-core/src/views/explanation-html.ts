import { escapeHtml } from '../evaluate/escape-html';
import { heatMap, paintHeat } from '../evaluate/heat-map';
import { embedImage, imageUrl } from './embedded-image';
import { type ExplanationPayload, explanationEvidence } from './explanation-payload';
import { explainedLine } from './explanation-summary';

/** Images that are shown without the extension, their side in CSS pixels, and how strongly the heat covers them. */
const SHOWN = 24;
const SIDE = 96;
const STRENGTH = 0.6;

/** The first images under their maps, as self-contained HTML, for viewers without the extension. @param pixels uint8 [n, height, width] */
export async function explanationHtml(payload: ExplanationPayload, pixels: Uint8Array): Promise<string> {
  const { name, labels, block, images } = payload;
  const { height, width, chosen } = images;
  const evidence = explanationEvidence(payload);
  const [places, size] = [block.height * block.width, height * width];
  const figures = await Promise.all(
    images.ids.slice(0, SHOWN).map(async (_, index) => {
      const start = (index * labels.length + chosen[index]!) * places;
      const heat = heatMap(evidence.subarray(start, start + places), block, { height, width });
      const picture = await embedImage({
        width,
        height,
        pixels: paintHeat(pixels.subarray(index * size, (index + 1) * size), heat, STRENGTH),
      });
      const caption = `${explainedLine(payload, index)}\nmap of ${labels[chosen[index]!]}`;
      return `<figure style="margin:0 8px 8px 0;width:${SIDE + 24}px"><img src="${imageUrl(picture)}" width="${SIDE}" alt="${escapeHtml(caption)}"/><figcaption style="white-space:pre-line;overflow-wrap:anywhere;font-size:11px">${escapeHtml(caption)}</figcaption></figure>`;
    }),
  );
  const more =
    images.ids.length > SHOWN
      ? `<div style="opacity:0.75">${images.ids.length - SHOWN} more are not shown here.</div>`
      : '';
  return `<div style="font-family:system-ui,sans-serif;font-size:13px"><div style="margin-bottom:6px"><b>Class activation maps</b> ${escapeHtml(name)}: bright where the last block says most for the class</div><div style="display:flex;flex-wrap:wrap">${figures.join('')}</div>${more}</div>`;
}
