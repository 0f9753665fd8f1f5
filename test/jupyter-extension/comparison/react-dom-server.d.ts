/** React's own renderer to text, of which this workspace has no declarations; tests use one function of it. */
declare module 'react-dom/server' {
  export function renderToStaticMarkup(element: import('react').ReactElement): string;
}
