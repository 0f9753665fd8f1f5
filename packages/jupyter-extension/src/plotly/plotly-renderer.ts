import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { Widget } from '@lumino/widgets';
import { SavedPicture } from '../rendering/saved-picture';
import { parseFigure } from './figure';
import { PlotlyCanvas } from './plotly-canvas';

/** MIME type of a plotly figure. */
export const PLOTLY_MIME = 'application/vnd.plotly.v1+json';

/** Size of the saved picture where the figure has none of its own, in CSS pixels. */
const PICTURE = { width: 800, height: 450 };

/** Shows a plotly figure and changes it in place when the kernel updates the output. */
export class PlotlyRenderer extends Widget implements IRenderMime.IRenderer {
  private readonly canvas = new PlotlyCanvas();
  private readonly problem = document.createElement('pre');
  private readonly picture: SavedPicture;
  private size = PICTURE;

  constructor() {
    super();
    this.addClass('fer-plotly-output');
    this.problem.className = 'fer-problem';
    this.problem.hidden = true;
    this.node.append(this.canvas.node, this.problem);
    this.picture = new SavedPicture(() => this.canvas.picture(this.size.width, this.size.height));
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    try {
      const figure = parseFigure(model.data[PLOTLY_MIME]);
      this.size = { width: figure.layout?.width ?? PICTURE.width, height: figure.layout?.height ?? PICTURE.height };
      this.canvas.node.style.height = `${this.size.height}px`;
      this.say('');
      await this.canvas.show(figure);
      this.picture.follow(model);
    } catch (error) {
      this.say(error instanceof Error ? error.message : String(error));
    }
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.picture.dispose();
    this.canvas.dispose();
    super.dispose();
  }

  private say(problem: string): void {
    this.problem.textContent = problem;
    this.problem.hidden = problem === '';
    this.canvas.node.hidden = problem !== '';
  }
}
