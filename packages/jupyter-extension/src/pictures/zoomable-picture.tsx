import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type Extent, seen, type Zoom, zoomAt, zoomByKey } from './zoom';

interface ZoomablePictureProps {
  /** All there is to see, in the coordinates of what is drawn. */
  extent: Extent;
  zoom: Zoom;
  onZoom: (zoom: Zoom) => void;
  /** What the picture shows, for those who do not see it. */
  label: string;
  /** In CSS pixels. */
  maxHeight: number;
  /** Draws SVG; `unit` is the length of one CSS pixel. */
  children: (unit: number) => React.ReactNode;
  trans: TranslationBundle;
}

/** A picture to zoom and to move in: by dragging, wheel (with Ctrl, or once it has the focus) and keys. */
export function ZoomablePicture({ extent, zoom, onZoom, label, maxHeight, children, trans }: ZoomablePictureProps): React.ReactElement {
  const node = useRef<SVGSVGElement>(null);
  const width = useWidth(node);
  const view = seen(zoom, extent);
  const latest = useRef({ zoom, onZoom });
  latest.current = { zoom, onZoom };

  useEffect(() => {
    const svg = node.current!;
    const onWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey && document.activeElement !== svg) return; // the notebook scrolls
      event.preventDefault();
      const { left, top, width, height } = svg.getBoundingClientRect();
      const place = [(event.clientX - left) / width, (event.clientY - top) / height] as const;
      latest.current.onZoom(zoomAt(latest.current.zoom, Math.exp(-event.deltaY / 400), place));
    };
    svg.addEventListener('wheel', onWheel, { passive: false });
    return () => svg.removeEventListener('wheel', onWheel);
  }, []);

  const onKeyDown = (event: React.KeyboardEvent): void => {
    const next = event.ctrlKey || event.metaKey || event.altKey ? undefined : zoomByKey(zoom, event.key);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onZoom(next);
  };
  const onPointerMove = (event: React.PointerEvent<SVGSVGElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { width, height } = event.currentTarget.getBoundingClientRect();
    const { scale, x, y } = latest.current.zoom;
    const half = 0.5 / scale;
    const within = (place: number): number => Math.min(1 - half, Math.max(half, place));
    onZoom({ scale, x: within(x - event.movementX / width / scale), y: within(y - event.movementY / height / scale) });
  };
  return (
    <svg
      ref={node}
      className="fer-picture"
      viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
      style={{ width: `min(100%, ${Math.round((maxHeight * extent.width) / extent.height)}px)`, aspectRatio: `${extent.width} / ${extent.height}` }}
      role="img"
      aria-label={label}
      tabIndex={0}
      data-lm-suppress-shortcuts="true"
      data-fer-scale={zoom.scale.toFixed(2)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.button === 0 && event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
    >
      <title>{trans.__('Drag or arrow keys to move; Ctrl + wheel, + and − to zoom; 0 shows all')}</title>
      {children(view.width / Math.max(1, width))}
    </svg>
  );
}

/** The width of an element in CSS pixels, followed. */
function useWidth(element: React.RefObject<Element>): number {
  const [width, setWidth] = useState(480);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry!.contentRect.width > 0 && setWidth(entry!.contentRect.width));
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, []);
  return width;
}
