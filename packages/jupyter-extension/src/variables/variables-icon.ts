import { LabIcon } from '@jupyterlab/ui-components';

/** Braces around an x: the list of variables in the activity bar. */
export const variablesIcon = new LabIcon({
  name: 'fer-workbench:variables',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">
  <g class="jp-icon3 jp-icon-selectable" fill="#616161">
    <path d="M8 3v2H7a1 1 0 0 0-1 1v3.5A3 3 0 0 1 4.6 12 3 3 0 0 1 6 14.5V18a1 1 0 0 0 1 1h1v2H7a3 3 0 0 1-3-3v-3.5a1.5 1.5 0 0 0-1.5-1.5H2v-2h.5A1.5 1.5 0 0 0 4 9.5V6a3 3 0 0 1 3-3z"/>
    <path d="M16 3v2h1a1 1 0 0 1 1 1v3.5A3 3 0 0 0 19.4 12 3 3 0 0 0 18 14.5V18a1 1 0 0 1-1 1h-1v2h1a3 3 0 0 0 3-3v-3.5a1.5 1.5 0 0 1 1.5-1.5h.5v-2h-.5A1.5 1.5 0 0 1 20 9.5V6a3 3 0 0 0-3-3z"/>
    <path d="M9.7 8.3 12 10.6l2.3-2.3 1.4 1.4L13.4 12l2.3 2.3-1.4 1.4L12 13.4l-2.3 2.3-1.4-1.4 2.3-2.3-2.3-2.3z"/>
  </g>
</svg>`,
});
