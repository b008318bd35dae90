import { formatNumber } from "../../shared/lib/format.ts";
import { strings } from "../lib/strings.ts";
import { type CallerRow, countByCaller } from "../model/usage.ts";

const words = strings.callers;

/** Calls and failures by caller. */
export function CallerTable({ callers }: { callers: readonly CallerRow[] }) {
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-label={words.title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.caller}</th>
            <th scope="col">{words.kind}</th>
            <th scope="col">{words.most}</th>
            <th scope="col" class="number">
              {strings.usage.calls}
            </th>
            <th scope="col" class="number">
              {words.failures}
            </th>
          </tr>
        </thead>
        <tbody>
          {countByCaller(callers).map(({ caller, kind, name, operation, calls, failures }) => (
            <tr key={`${kind} ${caller} ${name}`}>
              <th scope="row">{name ? <bdi>{name}</bdi> : <code>{caller.slice(0, 12)}</code>}</th>
              <td>{words.kinds[kind] ?? kind}</td>
              <td>
                <code>{operation}</code>
              </td>
              <td class="number">{formatNumber(calls)}</td>
              <td class="number">{formatNumber(failures)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
