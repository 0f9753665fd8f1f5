import type { Layout, Template } from 'plotly.js-dist-min';

/** Where a colour comes from and what it is where no theme is loaded. */
const VARIABLES = {
  text: ['--jp-ui-font-color1', '#212121'],
  faint: ['--jp-ui-font-color2', '#616161'],
  paper: ['--jp-layout-color0', '#ffffff'],
  grid: ['--jp-border-color2', '#e0e0e0'],
  axis: ['--jp-border-color1', '#bdbdbd'],
  family: ['--jp-ui-font-family', 'system-ui, sans-serif'],
  first: ['--jp-brand-color1', '#1976d2'],
  second: ['--jp-warn-color1', '#f57c00'],
  third: ['--jp-success-color1', '#388e3c'],
  fourth: ['--jp-accent-color1', '#7b1fa2'],
  fifth: ['--jp-error-color1', '#d32f2f'],
  sixth: ['--jp-info-color1', '#0097a7'],
} as const;

/** The colours of the present theme. */
export type ThemeColors = Record<keyof typeof VARIABLES, string>;

/** The colours and the font of the theme that is on now. */
export function themeColors(): ThemeColors {
  const style = getComputedStyle(document.body);
  return colors((variable, otherwise) => style.getPropertyValue(variable).trim() || otherwise);
}

/** Dark on white: for pictures that will be seen outside JupyterLab. */
export const PAPER_COLORS: ThemeColors = colors((_, otherwise) => otherwise);

/** How plotly draws a figure that brings no template of its own. */
export function plotlyTemplate(theme: ThemeColors): Template {
  const axis = {
    gridcolor: theme.grid,
    linecolor: theme.axis,
    zerolinecolor: theme.axis,
    tickcolor: theme.axis,
    automargin: true,
  };
  const layout: Partial<Layout> = {
    paper_bgcolor: theme.paper,
    plot_bgcolor: theme.paper,
    font: { color: theme.text, family: theme.family, size: 12 },
    colorway: [theme.first, theme.second, theme.third, theme.fourth, theme.fifth, theme.sixth],
    xaxis: axis,
    yaxis: axis,
    margin: { l: 56, r: 16, t: 40, b: 44 },
    legend: { bgcolor: 'rgba(0,0,0,0)' },
    hoverlabel: { bgcolor: theme.paper, bordercolor: theme.axis, font: { color: theme.text, family: theme.family } },
    modebar: { bgcolor: 'rgba(0,0,0,0)', color: theme.faint, activecolor: theme.first },
  };
  return { layout };
}

/** Calls `listener` in the frame after the theme has changed; the returned function ends that. */
export function onThemeChange(listener: () => void): () => void {
  let frame = 0;
  // JupyterLab writes these once the new style sheet is in force, and hides everything for that moment: nothing has a size then.
  const observer = new MutationObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(listener);
  });
  observer.observe(document.body, {
    attributes: true,
    attributeFilter: ['data-jp-theme-name', 'data-jp-theme-light'],
  });
  return () => {
    observer.disconnect();
    cancelAnimationFrame(frame);
  };
}

function colors(read: (variable: string, otherwise: string) => string): ThemeColors {
  const entries = Object.entries(VARIABLES).map(([name, [variable, otherwise]]) => [name, read(variable, otherwise)]);
  return Object.fromEntries(entries) as ThemeColors;
}
