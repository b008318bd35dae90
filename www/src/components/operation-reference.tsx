import type { Operation } from "../operations.ts";
import { strings } from "../strings.ts";

const words = strings.tryIt;

export function OperationReference({ operation }: { operation: Operation }) {
  const { method, path, kind, action, summary, description } = operation;
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
    </section>
  );
}
