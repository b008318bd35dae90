export interface Bars {
  /** From the left: the name of each bar on the axis. */
  names: string[];
  /** From the bottom up: a colour of the legend, and one value per bar. */
  layers: { tone: "ok" | "rejected" | "failed"; values: number[] }[];
  /** The text above the drawing while the pointer is on a bar. */
  say: (index: number) => string;
}

export interface Drawing {
  remove: () => void;
}
