import { type VirtualItem, Virtualizer, measureElement, observeWindowOffset, observeWindowRect, windowScroll } from "@tanstack/virtual-core";
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useLayoutEffect, useMemo, useReducer, useRef } from "preact/hooks";

import { entryName } from "../state/history-entry.ts";

interface Options {
  count: number;
  /** A row's height in px before it is measured. */
  estimate: number;
  /** Space between rows in px, as the style sheet sets it. */
  gap?: number;
  keyOf: (index: number) => string | number;
  /** The element that contains the rows. */
  frame: RefObject<HTMLElement | null>;
}

/** Lists of up to this many rows are drawn in full, so that the browser's search finds every row. */
const ALWAYS_DRAWN = 60;
/** Number of rows that are drawn above and below the screen. */
const OVERSCAN = 6;

export interface VirtualRow {
  index: number;
  key: string | number;
  /** Height in px of the rows that are left out before this one. */
  before: number;
}

export interface VirtualRows {
  rows: VirtualRow[];
  /** Height in px of the rows that are left out at the end. */
  after: number;
  /** `ref` of every row; the element needs `data-index`. */
  measure: (element: Element | null) => void;
}

/** The rows near the part of a long list that the window shows, and the row that has the focus. */
export function useVirtualRows({ count, estimate, gap = 0, keyOf, frame }: Options): VirtualRows {
  const [, redraw] = useReducer((round: number) => round + 1, 0);
  const printing = usePrinting();
  const all = printing || count <= ALWAYS_DRAWN;
  const focused = useRef(-1);
  const entry = useMemo(entryName, []);
  const virtualizer = useMemo(() => new Virtualizer<Window, Element>(optionsFor()), []);
  virtualizer.setOptions(optionsFor());

  function optionsFor() {
    return {
      count,
      estimateSize: () => estimate,
      gap,
      overscan: OVERSCAN,
      getItemKey: keyOf,
      initialMeasurementsCache: measured.get(entry) ?? [],
      getScrollElement: () => window,
      scrollMargin: topOf(frame.current),
      initialOffset: () => scrollY,
      initialRect: { width: innerWidth, height: innerHeight },
      observeElementRect: observeWindowRect,
      observeElementOffset: observeWindowOffset,
      scrollToFn: windowScroll,
      measureElement,
      onChange: () => redraw(0),
      rangeExtractor: ({ startIndex, endIndex, overscan, count }: { startIndex: number; endIndex: number; overscan: number; count: number }) => {
        const first = Math.max(0, startIndex - overscan);
        const last = Math.min(count - 1, endIndex + overscan);
        const range = Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step);
        // The focused row stays: without it, a keyboard user would have to start at the top of the page.
        const kept = focused.current;
        if (kept >= 0 && kept < first) range.unshift(kept);
        if (kept > last && kept < count) range.push(kept);
        return range;
      },
    };
  }

  useEffect(() => virtualizer._didMount(), []);
  useLayoutEffect(() => virtualizer._willUpdate());
  useEffect(() => {
    const element = frame.current;
    const track = ({ target }: FocusEvent) => (focused.current = indexOf(target));
    const clear = () => (focused.current = -1);
    element?.addEventListener("focusin", track);
    element?.addEventListener("focusout", clear);
    // Content above the list may change its height.
    const observer = new ResizeObserver(() => topOf(frame.current) !== virtualizer.options.scrollMargin && redraw(0));
    observer.observe(document.body);
    return () => {
      remember(entry, virtualizer.takeSnapshot());
      element?.removeEventListener("focusin", track);
      element?.removeEventListener("focusout", clear);
      observer.disconnect();
    };
  }, []);

  const items = virtualizer.getVirtualItems();
  const margin = virtualizer.options.scrollMargin;
  const end = margin + virtualizer.getTotalSize();
  let reached = margin;
  const drawn = items.map(({ index, key, start, end }) => {
    const before = Math.max(0, start - reached);
    reached = end + gap;
    return { index, key: key as string | number, before };
  });
  return {
    rows: all ? Array.from({ length: count }, (_, index) => ({ index, key: keyOf(index), before: 0 })) : drawn,
    after: all ? 0 : Math.max(0, end - reached),
    measure: virtualizer.measureElement,
  };
}

/** Measured heights of rows by history entry. Going back returns to the same rows only if they are as high as before. */
const measured = new Map<string, VirtualItem[]>();
const MAX_ENTRIES = 12;

function remember(entry: string, heights: VirtualItem[]): void {
  measured.delete(entry);
  measured.set(entry, heights);
  for (const [oldest] of measured) if (measured.size > MAX_ENTRIES) measured.delete(oldest);
}

/** Empty space for rows that are left out. */
export function Spacer({ as: Tag, size, columns }: { as: "li" | "tr"; size: number; columns?: number }): ComponentChildren {
  if (size <= 0) return null;
  if (Tag === "li") return <li class="spacer" aria-hidden="true" style={{ blockSize: `${size}px` }} />;
  return (
    <tr class="spacer" aria-hidden="true">
      <td colSpan={columns} style={{ blockSize: `${size}px` }} />
    </tr>
  );
}

function topOf(element: HTMLElement | null): number {
  return element ? Math.round(element.getBoundingClientRect().top + scrollY) : 0;
}

function indexOf(target: EventTarget | null): number {
  const row = target instanceof Element ? target.closest("[data-index]") : null;
  return row ? Number(row.getAttribute("data-index")) : -1;
}

/** Whether the page is being printed. Then every row is drawn. */
function usePrinting(): boolean {
  const printing = useRef(false);
  const [, redraw] = useReducer((round: number) => round + 1, 0);
  useEffect(() => {
    const left = new AbortController();
    const set = (to: boolean) => () => {
      printing.current = to;
      redraw(0);
    };
    addEventListener("beforeprint", set(true), left);
    addEventListener("afterprint", set(false), left);
    return () => left.abort();
  }, []);
  return printing.current;
}
