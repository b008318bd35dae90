import { formatNumber, formatPercent } from "../../shared/lib/format.ts";
import { strings } from "../lib/strings.ts";
import type { Count } from "../model/usage.ts";

const words = strings.usage;

interface Props {
  label: string;
  /** Heading of the first column. */
  first: string;
  counts: Count[];
  total: number;
  /** Returns the explanation below a name. */
  about?: (name: string) => string;
  /** The class of the calls, which sets the colour of the bars. */
  tone?: "ok" | "failed";
}

/** A table of counts with a bar per row. */
export function CountTable({ label, first, counts, total, about, tone = "ok" }: Props) {
  const most = Math.max(1, ...counts.map(({ calls }) => calls));
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-label={label}>
      <table class="counts">
        <thead>
          <tr>
            <th scope="col">{first}</th>
            <td class="bar-head" />
            <th scope="col" class="number">
              {words.calls}
            </th>
            <th scope="col" class="number">
              {words.share}
            </th>
          </tr>
        </thead>
        <tbody>
          {counts.map(({ name, calls }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
                {about && <span class="hint about">{about(name)}</span>}
              </th>
              <td class="bar-cell" aria-hidden="true">
                <span class={`bar ${tone}`} style={{ inlineSize: `${(calls / most) * 100}%` }} />
              </td>
              <td class="number">{formatNumber(calls)}</td>
              <td class="number">{formatPercent(calls, total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
