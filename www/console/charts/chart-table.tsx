import { strings } from "../lib/strings.ts";

/** The data of a chart as a table. The first cell of each row is its heading. */
export function ChartTable({ label, heads, rows }: { label: string; heads: string[]; rows: string[][] }) {
  const aligned = (index: number) => (index > 0 ? "number" : undefined);
  return (
    <details class="chart-table">
      <summary>{strings.usage.table}</summary>
      <div class="table-scroll" tabIndex={0} role="group" aria-label={label}>
        <table>
          <thead>
            <tr>
              {heads.map((head, index) => (
                <th key={head} scope="col" class={aligned(index)}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([first, ...rest]) => (
              <tr key={first}>
                <th scope="row">{first}</th>
                {rest.map((cell, index) => (
                  <td key={index} class="number">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
