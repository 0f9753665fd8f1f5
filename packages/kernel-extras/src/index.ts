/** What a notebook cell imports to show things, to ask, and to learn of an interrupt. */
export { display, type DisplayHandle, type DisplayOptions } from './display/display';
export { html, image, json, markdown, plotly, svg, table, type PlotlyFigure } from './display/constructors';
export { progress, ProgressBar, type ProgressOptions } from './display/progress';
export { clearOutput, interruptSignal, page, prompt, type PromptOptions } from './display/front-end';
export { mimeBundle, type Displayable, type MimeBundle } from './display/mime-bundle';
export { KeyboardInterrupt } from './run/keyboard-interrupt';
