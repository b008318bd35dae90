// Reduces a bill of materials to what is in the product.

/**
 * Returns `sbom` without the components that are not in `built`, a set of `name version`, and without the edges to them. cargo-cyclonedx
 * includes every feature that any crate of the workspace enables, so the client would list the gateway's cryptography. Throws when a crate in
 * `built` is not listed.
 */
export function onlyBuilt(sbom, built) {
  const key = ({ name, version }) => `${name} ${version}`;
  const components = sbom.components.filter((component) => built.has(key(component)));
  const listed = new Set([sbom.metadata.component, ...components].map(key));
  const missing = [...built].filter((crate) => !listed.has(crate));
  if (missing.length > 0) throw new Error(`the bill of materials lacks ${missing.join(", ")}`);

  const refs = new Set([sbom.metadata.component, ...components].map((component) => component["bom-ref"]));
  const dependencies = sbom.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn?.filter((other) => refs.has(other)) }));
  return { ...sbom, components, dependencies };
}
