import { Icon } from "../../../src/components/icon.tsx";
import { type Failure } from "../../../src/failure.ts";
import { remedy } from "../../../src/remedies.ts";

/** What went wrong and what to do about it, in the console's words. */
export function Trouble({ failure }: { failure: Pick<Failure, "code" | "message"> }) {
  const { title, advice } = remedy(failure);
  return (
    <div class="problem" role="alert">
      <Icon name="warning" />
      <div class="problem-text">
        <p class="problem-title">{title}</p>
        <p>{advice}</p>
        <p class="problem-said">{failure.message}</p>
      </div>
    </div>
  );
}
