import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { panelPlugin } from './panel/panel-plugin';
import { recognizePlugin } from './recognize/recognize-plugin';
import { renderersPlugin } from './rendering/renderers-plugin';
import { statusPlugin } from './status/status-plugin';
import { variablesPlugin } from './variables/variables-plugin';

const plugins: JupyterFrontEndPlugin<unknown>[] = [renderersPlugin, panelPlugin, statusPlugin, variablesPlugin, recognizePlugin];

export default plugins;
