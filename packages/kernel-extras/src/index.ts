/** What a notebook cell imports to show things, to ask, to talk to the front end, and to learn of an interrupt. */
export { display, type DisplayHandle, type DisplayOptions } from './display/display';
export { html, image, json, markdown, plotly, svg, table, type PlotlyFigure, type TableOptions } from './display/constructors';
export { livePlot, LivePlot, type LivePlotOptions } from './display/live-plot';
export { progress, ProgressBar, type ProgressOptions } from './display/progress';
export { clearOutput, interruptSignal, page, prompt, type PromptOptions } from './display/front-end';
export { mimeBundle, type Displayable, type MimeBundle } from './display/mime-bundle';
export { registerInspector, type Inspector } from './inspect/inspectors';
export { type TensorDescription } from './inspect/tensor-description';
export { slider, Slider, type SliderOptions } from './widgets/slider';
export { widget, Widget, type WidgetListener, type WidgetOptions } from './widgets/widget';
export { openComm, serveComms } from './comm/cell-comms';
export { type Comm, type CommTarget } from './comm/comms';
export { KeyboardInterrupt } from './run/keyboard-interrupt';
