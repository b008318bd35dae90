import { useEffect, useState } from "preact/hooks";

import { type Subject, parseLinkedInAddress } from "../linkedin-address.ts";

/** The person or company the reader was looking at when they clicked the icon. */
export function useSubject(): Subject | null {
  const [subject, setSubject] = useState<Subject | null>(null);
  useEffect(() => {
    void chrome.tabs.query({ active: true, currentWindow: true }).then(([tab]) => setSubject(parseLinkedInAddress(tab?.url)));
  }, []);
  return subject;
}
