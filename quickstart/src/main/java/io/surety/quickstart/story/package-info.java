/**
 * Seven messages, each with another fate, and the check that each had its own.
 *
 * <p>Start at {@link io.surety.quickstart.story.Story}; a scene is a class that implements {@link
 * io.surety.quickstart.story.Scene}.
 */
@NullMarked
package io.surety.quickstart.story;

import org.jspecify.annotations.NullMarked;
