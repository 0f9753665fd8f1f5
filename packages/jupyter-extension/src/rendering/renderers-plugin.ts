import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import type { ISessionContext } from '@jupyterlab/apputils';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { AUDIT_MIME, CLASS_ACCURACY_MIME, COMPARISON_MIME, EMBEDDING_MIME, EXPLANATION_MIME, LANDMARKS_MIME, STAGES_MIME, SUPER_RESOLUTION_MIME, TRAINING_MIME, VIDEO_MIME, WEBCAM_MIME } from 'fer-core/views';
import { AuditRenderer } from '../audit/audit-renderer';
import { ClassAccuracyRenderer } from '../class-accuracy/class-accuracy-renderer';
import { ComparisonRenderer } from '../comparison/comparison-renderer';
import { EmbeddingRenderer } from '../embedding/embedding-renderer';
import { ExplanationRenderer } from '../explanation/explanation-renderer';
import { LandmarksRenderer } from '../landmarks/landmarks-renderer';
import { PLOTLY_MIME, PlotlyRenderer } from '../plotly/plotly-renderer';
import { StagesRenderer } from '../stages/stages-renderer';
import { SuperResolutionRenderer } from '../super-resolution/super-resolution-renderer';
import { TrainingRenderer } from '../training/training-renderer';
import { TRANSLATION_DOMAIN } from '../translation-domain';
import { VideoRenderer } from '../video/video-renderer';
import { WebcamRenderer } from '../webcam/webcam-renderer';
import { MODULE_WIDGET_MIME, WIDGET_MIME } from '../widgets/widget-payload';
import { WidgetRenderer } from '../widgets/widget-renderer';
import type { PayloadRendererOptions } from './payload-renderer';

/** Before every picture and text of the same output. */
const RANK = 0;

/** Renderers of plotly figures, trainings, evaluations and faces, in notebooks bound to the notebook's kernel. */
export const renderersPlugin: JupyterFrontEndPlugin<void> = {
  id: '@fer-workbench/jupyter-extension:renderers',
  description: 'Shows plotly figures, trainings, accuracy by class and faces at every stage in notebook outputs.',
  autoStart: true,
  requires: [IRenderMimeRegistry],
  optional: [INotebookTracker, ITranslator],
  activate: (
    _app: JupyterFrontEnd,
    registry: IRenderMimeRegistry,
    tracker: INotebookTracker | null,
    translator: ITranslator | null,
  ): void => {
    const trans = (translator ?? nullTranslator).load(TRANSLATION_DOMAIN);
    const addTo = (target: IRenderMimeRegistry, session: ISessionContext | null): void => {
      for (const factory of factories({ trans, session })) target.addFactory(factory, RANK);
    };
    addTo(registry, null);
    const addToPanel = (panel: NotebookPanel): void => addTo(panel.content.rendermime, panel.sessionContext);
    tracker?.forEach(addToPanel);
    tracker?.widgetAdded.connect((_, panel) => addToPanel(panel));
  },
};

function factories(options: PayloadRendererOptions): IRenderMime.IRendererFactory[] {
  const factory = (mimeType: string, createRenderer: () => IRenderMime.IRenderer, safe = true): IRenderMime.IRendererFactory => ({
    safe, // nothing in a payload is run or put into the page as HTML, unless it says so
    mimeTypes: [mimeType],
    createRenderer,
  });
  return [
    factory(PLOTLY_MIME, () => new PlotlyRenderer()),
    factory(TRAINING_MIME, () => new TrainingRenderer(options)),
    factory(CLASS_ACCURACY_MIME, () => new ClassAccuracyRenderer(options)),
    factory(COMPARISON_MIME, () => new ComparisonRenderer(options)),
    factory(AUDIT_MIME, () => new AuditRenderer(options)),
    factory(EXPLANATION_MIME, () => new ExplanationRenderer(options)),
    factory(EMBEDDING_MIME, () => new EmbeddingRenderer(options)),
    factory(LANDMARKS_MIME, () => new LandmarksRenderer(options)),
    factory(STAGES_MIME, () => new StagesRenderer(options)),
    factory(SUPER_RESOLUTION_MIME, () => new SuperResolutionRenderer(options)),
    factory(VIDEO_MIME, () => new VideoRenderer(options)),
    factory(WEBCAM_MIME, () => new WebcamRenderer(options)),
    factory(WIDGET_MIME, () => new WidgetRenderer(WIDGET_MIME, options)),
    factory(MODULE_WIDGET_MIME, () => new WidgetRenderer(MODULE_WIDGET_MIME, options), false), // runs its program
  ];
}
