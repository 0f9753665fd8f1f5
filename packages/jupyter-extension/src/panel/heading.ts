import { Widget } from '@lumino/widgets';

/** The name of a side panel, at the left of its toolbar. */
export function heading(text: string): Widget {
  const widget = new Widget({ node: document.createElement('h2') });
  widget.node.textContent = text;
  widget.addClass('fer-side-panel-title');
  return widget;
}
