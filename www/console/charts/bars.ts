export interface Bars {
  /** The name of each bar on the axis, from left to right. */
  names: string[];
  /** The layers of each bar, from the bottom up: the colour in the legend, and one value per bar. */
  layers: { tone: "ok" | "rejected" | "failed"; values: number[] }[];
  /** Returns the text above the chart while the pointer is on a bar. */
  say: (index: number) => string;
}

export interface Drawing {
  remove: () => void;
}
