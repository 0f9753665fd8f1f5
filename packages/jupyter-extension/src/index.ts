import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { panelPlugin } from './panel/panel-plugin';
import { recognizePlugin } from './recognize/recognize-plugin';
import { renderersPlugin } from './rendering/renderers-plugin';
import { statusPlugin } from './status/status-plugin';

const plugins: JupyterFrontEndPlugin<unknown>[] = [renderersPlugin, panelPlugin, statusPlugin, recognizePlugin];

export default plugins;
