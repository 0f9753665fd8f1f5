import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { renderersPlugin } from './rendering/renderers-plugin';

const plugins: JupyterFrontEndPlugin<unknown>[] = [renderersPlugin];

export default plugins;
