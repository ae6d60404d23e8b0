"""What a photographer is told about a photo: measures turned into verdicts and sentences."""
