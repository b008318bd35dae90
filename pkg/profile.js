/**
 * Reads a profile from the output of `fetchProfile`, in either of the two shapes that the API returns. `raw` is the output itself.
 */
export function readProfile(output) {
  const profile = output?.profile ?? output ?? {};
  return {
    name: profile.full_name ?? profile.name,
    headline: profile.headline,
    location: profile.location,
    slug: decoded(profile.profile_slug ?? profile.profile_url?.match(/\/in\/([^/?#]+)/)?.[1]),
    urn: profile.profile_urn,
    raw: output,
  };
}

/** Decodes the percent-encoding of a slug, as the client does for arguments. */
function decoded(slug) {
  try {
    return slug && decodeURIComponent(slug);
  } catch {
    return slug;
  }
}
