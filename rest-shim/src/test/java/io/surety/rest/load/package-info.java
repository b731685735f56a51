/** Parts of {@link io.surety.rest.HttpLoad}, which measures REST. */
package io.surety.rest.load;
