"""版次: a breakdown as it was issued, frozen and reprintable for ever."""
