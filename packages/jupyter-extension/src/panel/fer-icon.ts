import { LabIcon } from '@jupyterlab/ui-components';

/** A face: the workbench's sign in the activity bar, on launcher cards and on run views. */
export const ferIcon = new LabIcon({
  name: 'fer-workbench:face',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">
  <g class="jp-icon3 jp-icon-selectable" fill="#616161">
    <path d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm0 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16z"/>
    <circle cx="8.6" cy="9.8" r="1.5"/>
    <circle cx="15.4" cy="9.8" r="1.5"/>
    <path d="M7.1 13.6a5.6 5.6 0 0 0 9.8 0l-1.7-1a3.7 3.7 0 0 1-6.4 0z"/>
  </g>
</svg>`,
});
