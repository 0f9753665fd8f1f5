import React, { useLayoutEffect, useRef } from 'react';

/** Puts an element that is kept elsewhere into a React tree, so that it survives when the tree is built anew. */
export function Mounted({ node, hidden = false }: { node: HTMLElement; hidden?: boolean }): React.ReactElement {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    place.current?.append(node);
    return () => node.remove();
  }, [node]);
  return <div ref={place} hidden={hidden} />;
}
