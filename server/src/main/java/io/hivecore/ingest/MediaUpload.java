package io.hivecore.ingest;

import io.hivecore.objects.ObjectId;

/**
 * A medium that a client is about to upload by itself.
 *
 * @param object the hash of what is to come
 * @param mediaType two names with a slash between, in lower case, without parameters
 * @param bytes how many are to come
 */
public record MediaUpload(ObjectId object, String mediaType, long bytes) {}
