import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

interface PagesProps {
  /** From 0. */
  page: number;
  pages: number;
  onPage: (page: number) => void;
  trans: TranslationBundle;
}

/** Turns pages. */
export function Pages({ page, pages, onPage, trans }: PagesProps): React.ReactElement {
  const button = (text: string, title: string, to: number): React.ReactElement => (
    <button className="fer-icon-button" title={title} disabled={to < 0 || to >= pages || to === page} onClick={() => onPage(to)}>
      {text}
    </button>
  );
  return (
    <span className="fer-pages">
      {button('«', trans.__('First page'), 0)}
      {button('‹', trans.__('Previous page'), page - 1)}
      {trans.__('page %1 of %2', page + 1, pages)}
      {button('›', trans.__('Next page'), page + 1)}
      {button('»', trans.__('Last page'), pages - 1)}
    </span>
  );
}
