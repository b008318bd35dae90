import { strings } from "../lib/strings.ts";
import type { Operation } from "../model/operations.ts";
import { HelpLinks } from "./help-links.tsx";

const words = strings.tryIt;

export function OperationReference({ operation }: { operation: Operation }) {
  const { name, method, path, kind, action, summary, description, errors } = operation;
  return (
    <section class="card" aria-labelledby="reference">
      <h2 id="reference">{words.reference}</h2>
      <p class="reference-path">
        <span class="tag accent">{method}</span> <code>{path}</code>
      </p>
      <p>{summary}</p>
      {description && description !== summary && <p class="reference-more">{description}</p>}
      <p class="row">
        <span class="tag">{words.kind[kind] ?? kind}</span>
        {action && <span class="tag">{words.countsAsAction}</span>}
      </p>
      <HelpLinks operation={name} />
      {errors.length > 0 && (
        <details>
          <summary>{words.errors}</summary>
          <dl class="errors">
            {errors.map(({ status, text }) => (
              <div key={status}>
                <dt>{status}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  );
}
