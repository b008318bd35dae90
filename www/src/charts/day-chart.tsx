import { number } from "../format.ts";
import { strings } from "../strings.ts";
import { type Day, statusClasses } from "../usage.ts";
import { StackedBars } from "./stacked-bars.tsx";

const words = strings.usage;

/** Calls by day and kind of status: drawn for the eye, and as a table for everyone. */
export function DayChart({ label, days }: { label: string; days: Day[] }) {
  const busy = days.filter(({ ok, refused, failed }) => ok + refused + failed > 0);
  return (
    <>
      <ul class="legend">
        {statusClasses.map((each) => (
          <li key={each}>
            <span class={`swatch ${each}`} />
            {words.status[each]}
          </li>
        ))}
      </ul>
      <StackedBars days={days} />
      <details>
        <summary>{words.table}</summary>
        <div class="table-scroll" tabIndex={0} role="group" aria-label={label}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.day}</th>
                {statusClasses.map((each) => (
                  <th key={each} scope="col" class="number">
                    {words.status[each]}
                  </th>
                ))}
                <th scope="col" class="number">
                  {words.total}
                </th>
              </tr>
            </thead>
            <tbody>
              {busy.map((each) => (
                <tr key={each.day}>
                  <th scope="row">{each.day}</th>
                  {statusClasses.map((name) => (
                    <td key={name} class="number">
                      {number(each[name])}
                    </td>
                  ))}
                  <td class="number">{number(each.ok + each.refused + each.failed)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}
