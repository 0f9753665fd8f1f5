import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';

/** Time without a change after which the picture is made, in milliseconds: live views change ten times a second. */
const QUIET = 1000;

/**
 * Writes a PNG of a view beside its payload, so that the saved notebook shows a picture where this extension is absent.
 * An update from the kernel replaces the data and with them the picture; it is then made anew.
 */
export class SavedPicture {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private renderings = 0;

  constructor(
    private readonly draw: () => Promise<string>,
  ) {}

  /** To be called with each model that is rendered. */
  follow(model: IRenderMime.IMimeModel): void {
    clearTimeout(this.timer);
    const rendering = ++this.renderings;
    if ('image/png' in model.data) return;
    this.timer = setTimeout(() => void this.write(model, rendering), QUIET);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.renderings++;
  }

  private async write(model: IRenderMime.IMimeModel, rendering: number): Promise<void> {
    try {
      const png = await this.draw();
      if (rendering !== this.renderings) return; // changed while it was drawn
      model.setData({ data: { ...model.data, 'image/png': png } });
    } catch (error) {
      console.warn('The picture for the saved notebook could not be drawn', error);
    }
  }
}
