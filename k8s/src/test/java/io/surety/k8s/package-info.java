/**
 * Reads the manifests as a cluster would, without one. {@link io.surety.k8s.Rendering} has what the
 * chart makes of each file of values; the tests go over all of them.
 */
@org.jspecify.annotations.NullMarked
package io.surety.k8s;
