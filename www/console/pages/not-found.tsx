import { Page } from "../components/page.tsx";
import { Empty } from "../components/states.tsx";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";

export function NotFoundPage() {
  return (
    <Page title={strings.notFound.title}>
      <Empty icon="warning" title={strings.notFound.nothing} why={strings.notFound.why}>
        <a class="button" href={href([])}>
          {strings.notFound.home}
        </a>
      </Empty>
    </Page>
  );
}
